-- ALTER SEQUENCE: options, owner, and RESTART, after which the old place counts
-- base: shop
-- setup
-- forward
ALTER SEQUENCE shop.order_numbers INCREMENT 1 MINVALUE 10 MAXVALUE 1000000 CYCLE CACHE 7 START 10 RESTART 90000;
ALTER SEQUENCE shop.order_numbers OWNER TO golden_owner;
ALTER SEQUENCE audit.log_id_seq OWNED BY NONE;
-- expect: proven
-- theirs
ALTER SEQUENCE shop.order_numbers INCREMENT 10 MINVALUE 1 NO MAXVALUE NO CYCLE CACHE 1 START 1000 RESTART;
ALTER SEQUENCE shop.order_numbers OWNER TO postgres;
ALTER SEQUENCE audit.log_id_seq OWNED BY audit.log.id;
-- theirs-is: different
