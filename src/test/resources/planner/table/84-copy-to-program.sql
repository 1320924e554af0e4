-- COPY … TO PROGRAM and to a file reach out of the database
-- base: shop
-- setup
-- forward
COPY shop.users (login) TO PROGRAM 'cat > /dev/null';
-- expect: refused
