-- CREATE, ALTER and DROP STATISTICS
-- base: shop
-- setup
COMMENT ON STATISTICS shop.users_feeling_score IS 'both';
ALTER STATISTICS shop.users_feeling_score SET STATISTICS 77;
ALTER STATISTICS shop.users_feeling_score OWNER TO golden_owner;
-- forward
CREATE STATISTICS shop.users_more (dependencies, mcv) ON (score * 2), born, login FROM shop.users;
DROP STATISTICS shop.users_feeling_score;
-- expect: proven
-- theirs
DROP STATISTICS shop.users_more;
CREATE STATISTICS shop.users_feeling_score ON feeling, score FROM shop.users;
-- theirs-is: different
