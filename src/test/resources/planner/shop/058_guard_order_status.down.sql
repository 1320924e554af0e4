DROP RULE keep_plans ON billing.plans;
DROP TRIGGER orders_guard_status ON shop.orders;
DROP FUNCTION shop.guard_status();
