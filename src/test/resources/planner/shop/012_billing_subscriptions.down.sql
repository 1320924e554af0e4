DROP TABLE billing.subscriptions;
DROP TABLE billing.plans;
DROP EXTENSION btree_gist;
