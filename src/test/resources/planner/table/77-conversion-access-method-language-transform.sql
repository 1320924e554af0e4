-- CREATE of kinds that hardly anyone makes: conversion, access method, operator family, language
-- setup
CREATE TABLE t (id int PRIMARY KEY);
-- forward
CREATE CONVERSION my_conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler;
CREATE OPERATOR FAMILY fam USING btree;
-- expect: proven or refused
-- theirs
DROP OPERATOR FAMILY fam USING btree;
DROP ACCESS METHOD pile;
-- theirs-is: different
