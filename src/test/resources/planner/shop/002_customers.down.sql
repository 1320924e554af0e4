DROP TABLE shop.customers;
