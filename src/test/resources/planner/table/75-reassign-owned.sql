-- REASSIGN OWNED moves everything of one owner to another
-- base: shop
-- setup
-- forward
REASSIGN OWNED BY golden_owner TO golden_writer;
-- expect: proven
