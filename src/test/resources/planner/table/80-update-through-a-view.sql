-- UPDATE through a view and through an INSTEAD OF trigger
-- base: shop
-- setup
CREATE FUNCTION shop.instead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE shop.users SET full_name = new.login WHERE login = old.login;
    RETURN new;
END $$;
CREATE TRIGGER i INSTEAD OF UPDATE ON shop.mailing_list FOR EACH ROW EXECUTE FUNCTION shop.instead();
-- forward
UPDATE shop.active_users SET login = 'v-' || login WHERE id < 40;
UPDATE shop.mailing_list SET login = 'seen' WHERE login LIKE 'v-%';
-- expect: proven-with-salvage
-- after: SELECT login || ' ' || full_name FROM shop.users WHERE id = 12 => user12 Full Name 12
