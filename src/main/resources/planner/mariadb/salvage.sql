CREATE DATABASE IF NOT EXISTS sternway_salvage CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS sternway_salvage.journal (
  migration VARCHAR(190) NOT NULL,
  statement INT NOT NULL,
  schema_name VARCHAR(64) NOT NULL,
  objects TEXT NOT NULL COMMENT 'whose shape tells whether it happened; *: undone whenever it started; ?: nothing tells',
  shape_before CHAR(32),
  shape_after CHAR(32),
  started DATETIME(6) NOT NULL,
  done DATETIME(6),
  undone DATETIME(6),
  PRIMARY KEY (migration, statement)
) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS sternway_salvage.counters (
  migration VARCHAR(190) NOT NULL,
  statement INT NOT NULL,
  table_name VARCHAR(64) NOT NULL,
  is_sequence BOOLEAN NOT NULL,
  value_before BIGINT NOT NULL,
  value_after BIGINT,
  PRIMARY KEY (migration, statement, table_name)
) ENGINE=InnoDB;

DELIMITER $$

CREATE FUNCTION IF NOT EXISTS sternway_salvage.shape_of_table(in_schema VARCHAR(64), in_name VARCHAR(64))
RETURNS CHAR(32) READS SQL DATA SQL SECURITY INVOKER
RETURN MD5(CONCAT_WS('#',
  (SELECT CONCAT_WS('|', table_type, engine, row_format, table_collation, create_options, table_comment)
     FROM information_schema.tables WHERE table_schema = in_schema AND table_name = in_name),
  (SELECT GROUP_CONCAT(CONCAT_WS('|', column_name, column_type, is_nullable, QUOTE(column_default),
            QUOTE(collation_name), extra, QUOTE(generation_expression), column_comment) ORDER BY ordinal_position)
     FROM information_schema.columns WHERE table_schema = in_schema AND table_name = in_name),
  (SELECT GROUP_CONCAT(CONCAT_WS('|', index_name, non_unique, seq_in_index, column_name, QUOTE(sub_part),
            QUOTE(collation), index_type, index_comment, ignored) ORDER BY index_name, seq_in_index)
     FROM information_schema.statistics WHERE table_schema = in_schema AND table_name = in_name),
  (SELECT GROUP_CONCAT(CONCAT_WS('|', constraint_name, referenced_table_name, update_rule, delete_rule)
            ORDER BY constraint_name)
     FROM information_schema.referential_constraints
    WHERE constraint_schema = in_schema AND table_name = in_name),
  (SELECT GROUP_CONCAT(CONCAT_WS('|', constraint_name, column_name, referenced_column_name)
            ORDER BY constraint_name, ordinal_position)
     FROM information_schema.key_column_usage WHERE table_schema = in_schema AND table_name = in_name),
  (SELECT GROUP_CONCAT(CONCAT_WS('|', constraint_name, check_clause) ORDER BY constraint_name, check_clause)
     FROM information_schema.check_constraints WHERE constraint_schema = in_schema AND table_name = in_name),
  (SELECT GROUP_CONCAT(CONCAT_WS('|', partition_name, partition_method, partition_expression,
            partition_description, subpartition_name) ORDER BY partition_ordinal_position, subpartition_ordinal_position)
     FROM information_schema.partitions WHERE table_schema = in_schema AND table_name = in_name)))$$

CREATE FUNCTION IF NOT EXISTS sternway_salvage.shape_of_others(in_schema VARCHAR(64), in_name VARCHAR(64))
RETURNS CHAR(32) READS SQL DATA SQL SECURITY INVOKER
RETURN MD5(CONCAT_WS('#',
  (SELECT CONCAT(default_character_set_name, default_collation_name)
     FROM information_schema.schemata WHERE schema_name = in_schema),
  (SELECT CONCAT_WS('|', view_definition, definer, security_type, check_option, algorithm)
     FROM information_schema.views WHERE table_schema = in_schema AND table_name = in_name),
  (SELECT GROUP_CONCAT(CONCAT_WS('|', trigger_name, action_timing, event_manipulation, action_order, action_statement,
            definer, sql_mode) ORDER BY trigger_name)
     FROM information_schema.triggers WHERE trigger_schema = in_schema AND trigger_name = in_name),
  (SELECT GROUP_CONCAT(CONCAT_WS('|', routine_type, routine_definition, dtd_identifier, definer, security_type,
            sql_data_access, is_deterministic, routine_comment, sql_mode) ORDER BY routine_type)
     FROM information_schema.routines WHERE routine_schema = in_schema AND routine_name = in_name),
  (SELECT GROUP_CONCAT(CONCAT_WS('|', routine_type, parameter_mode, parameter_name, dtd_identifier)
            ORDER BY routine_type, ordinal_position)
     FROM information_schema.parameters WHERE specific_schema = in_schema AND specific_name = in_name),
  (SELECT CONCAT_WS('|', event_definition, definer, event_type, execute_at, interval_value, interval_field, sql_mode,
            starts, ends, status, on_completion, event_comment)
     FROM information_schema.events WHERE event_schema = in_schema AND event_name = in_name)))$$

CREATE FUNCTION IF NOT EXISTS sternway_salvage.shape_of(in_schema VARCHAR(64), in_name VARCHAR(64))
RETURNS CHAR(32) READS SQL DATA SQL SECURITY INVOKER
RETURN IF((SELECT table_type FROM information_schema.tables WHERE table_schema = in_schema AND table_name = in_name)
          IN ('BASE TABLE', 'SYSTEM VERSIONED'),
          sternway_salvage.shape_of_table(in_schema, in_name), sternway_salvage.shape_of_others(in_schema, in_name))$$

CREATE FUNCTION IF NOT EXISTS sternway_salvage.shape_of_all(in_schema VARCHAR(64), in_names TEXT)
RETURNS CHAR(32) READS SQL DATA SQL SECURITY INVOKER
BEGIN
  DECLARE rest TEXT DEFAULT CONCAT(in_names, ',');
  DECLARE shapes LONGTEXT DEFAULT '';
  WHILE rest <> '' DO
    SET shapes = CONCAT(shapes, sternway_salvage.shape_of(in_schema, SUBSTRING_INDEX(rest, ',', 1)));
    SET rest = SUBSTRING(rest, LOCATE(',', rest) + 1);
  END WHILE;
  RETURN MD5(shapes);
END$$

CREATE PROCEDURE IF NOT EXISTS sternway_salvage.begin_migration(in_migration VARCHAR(190), in_schema VARCHAR(64))
SQL SECURITY INVOKER
BEGIN
  IF EXISTS (SELECT 1 FROM sternway_salvage.journal WHERE migration = in_migration AND undone IS NULL) THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT =
      'Sternway: the journal says that this migration ran on this server, wholly or in part; roll it back first';
  END IF;
  DELETE FROM sternway_salvage.journal WHERE migration = in_migration;
  DELETE FROM sternway_salvage.counters WHERE migration = in_migration;
  INSERT INTO sternway_salvage.journal (migration, statement, schema_name, objects, started, done)
    VALUES (in_migration, 0, in_schema, '', NOW(6), NOW(6));
END$$

CREATE PROCEDURE IF NOT EXISTS sternway_salvage.statement_starts(
  in_migration VARCHAR(190), in_statement INT, in_schema VARCHAR(64), in_objects TEXT)
SQL SECURITY INVOKER
INSERT INTO sternway_salvage.journal (migration, statement, schema_name, objects, shape_before, started)
  VALUES (in_migration, in_statement, in_schema, in_objects,
          IF(in_objects IN ('', '*', '?'), NULL, sternway_salvage.shape_of_all(in_schema, in_objects)), NOW(6))$$

CREATE PROCEDURE IF NOT EXISTS sternway_salvage.count_before(
  in_migration VARCHAR(190), in_statement INT, in_schema VARCHAR(64), in_table VARCHAR(64))
SQL SECURITY INVOKER
INSERT INTO sternway_salvage.counters
  SELECT in_migration, in_statement, in_table, FALSE, auto_increment, NULL FROM information_schema.tables
   WHERE table_schema = in_schema AND table_name = in_table AND auto_increment IS NOT NULL$$

CREATE PROCEDURE IF NOT EXISTS sternway_salvage.sequence_before(
  in_migration VARCHAR(190), in_statement INT, in_schema VARCHAR(64), in_sequence VARCHAR(64))
SQL SECURITY INVOKER
EXECUTE IMMEDIATE CONCAT('INSERT INTO sternway_salvage.counters SELECT ', QUOTE(in_migration), ', ', in_statement, ', ',
  QUOTE(in_sequence), ', TRUE, next_not_cached_value, NULL FROM `', REPLACE(in_schema, '`', '``'), '`.`',
  REPLACE(in_sequence, '`', '``'), '`')$$

CREATE PROCEDURE IF NOT EXISTS sternway_salvage.sequence_after(
  in_migration VARCHAR(190), in_statement INT, in_schema VARCHAR(64), in_sequence VARCHAR(64))
SQL SECURITY INVOKER
EXECUTE IMMEDIATE CONCAT('UPDATE sternway_salvage.counters SET value_after = (SELECT next_not_cached_value FROM `',
  REPLACE(in_schema, '`', '``'), '`.`', REPLACE(in_sequence, '`', '``'), '`) WHERE migration = ', QUOTE(in_migration),
  ' AND statement = ', in_statement, ' AND table_name = ', QUOTE(in_sequence))$$

CREATE PROCEDURE IF NOT EXISTS sternway_salvage.statement_done(in_migration VARCHAR(190), in_statement INT)
SQL SECURITY INVOKER
BEGIN
  UPDATE sternway_salvage.counters counter
    JOIN sternway_salvage.journal entry USING (migration, statement)
     SET value_after = (SELECT auto_increment FROM information_schema.tables
                         WHERE table_schema = entry.schema_name AND table_name = counter.table_name)
   WHERE counter.migration = in_migration AND counter.statement = in_statement AND NOT is_sequence;
  UPDATE sternway_salvage.journal
     SET done = NOW(6), shape_after = IF(objects IN ('', '*', '?'), NULL, sternway_salvage.shape_of_all(schema_name, objects))
   WHERE migration = in_migration AND statement = in_statement;
END$$

CREATE PROCEDURE IF NOT EXISTS sternway_salvage.begin_rollback(
  in_migration VARCHAR(190), in_schema VARCHAR(64), in_statements INT, in_needs_journal BOOLEAN)
SQL SECURITY INVOKER
BEGIN
  DECLARE wrong VARCHAR(64);
  IF NOT EXISTS (SELECT 1 FROM sternway_salvage.journal WHERE migration = in_migration) THEN
    IF in_needs_journal THEN
      SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT =
        'Sternway: this migration did not run in the form that sets rows aside, so its way back has nothing to restore';
    END IF;
    INSERT INTO sternway_salvage.journal (migration, statement, schema_name, objects, started, done)
      WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < in_statements)
      SELECT in_migration, n, in_schema, '', NOW(6), NOW(6) FROM numbers;
  END IF;
  SELECT MIN(schema_name) INTO wrong FROM sternway_salvage.journal
   WHERE migration = in_migration AND schema_name <> in_schema;
  IF wrong IS NOT NULL THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Sternway: the journal of this migration belongs to another database';
  END IF;
  IF EXISTS (SELECT 1 FROM sternway_salvage.journal
              WHERE migration = in_migration AND objects = '?' AND done IS NULL AND undone IS NULL) THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT =
      'Sternway: nothing tells whether the last statement ran; set done in its entry of the journal, or delete the entry';
  END IF;
  UPDATE sternway_salvage.journal SET done = NOW(6)
   WHERE migration = in_migration AND objects = '*' AND done IS NULL AND undone IS NULL;
  UPDATE sternway_salvage.journal
     SET shape_after = sternway_salvage.shape_of_all(schema_name, objects), done = NOW(6)
   WHERE migration = in_migration AND done IS NULL AND undone IS NULL AND shape_before IS NOT NULL
     AND shape_before <> sternway_salvage.shape_of_all(schema_name, objects);
  REPEAT
    SET wrong = NULL;
    SELECT MIN(trigger_name) INTO wrong FROM information_schema.triggers
     WHERE trigger_schema = in_schema AND trigger_name LIKE 'sternway\_%';
    IF wrong IS NOT NULL THEN
      EXECUTE IMMEDIATE CONCAT('DROP TRIGGER `', REPLACE(in_schema, '`', '``'), '`.`', wrong, '`');
    END IF;
  UNTIL wrong IS NULL END REPEAT;
END$$

CREATE FUNCTION IF NOT EXISTS sternway_salvage.must_undo(in_migration VARCHAR(190), in_statement INT)
RETURNS BOOLEAN READS SQL DATA SQL SECURITY INVOKER
RETURN EXISTS (SELECT 1 FROM sternway_salvage.journal
  WHERE migration = in_migration AND statement = in_statement AND done IS NOT NULL AND undone IS NULL
    AND (shape_before IS NULL OR shape_before <> shape_after))$$

CREATE PROCEDURE IF NOT EXISTS sternway_salvage.statement_undone(in_migration VARCHAR(190), in_statement INT)
SQL SECURITY INVOKER
UPDATE sternway_salvage.journal SET undone = NOW(6) WHERE migration = in_migration AND statement = in_statement$$

CREATE PROCEDURE IF NOT EXISTS sternway_salvage.restore_counter(
  in_migration VARCHAR(190), in_statement INT, in_schema VARCHAR(64), in_table VARCHAR(64))
SQL SECURITY INVOKER
BEGIN
  DECLARE wanted BIGINT;
  SELECT value_before INTO wanted FROM sternway_salvage.counters
   WHERE migration = in_migration AND statement = in_statement AND table_name = in_table
     AND (value_after IS NULL OR value_after = (SELECT auto_increment FROM information_schema.tables
                                                 WHERE table_schema = in_schema AND table_name = in_table));
  IF wanted IS NOT NULL THEN
    EXECUTE IMMEDIATE CONCAT('ALTER TABLE `', REPLACE(in_schema, '`', '``'), '`.`', REPLACE(in_table, '`', '``'),
                             '` AUTO_INCREMENT = ', wanted);
  END IF;
END$$

CREATE PROCEDURE IF NOT EXISTS sternway_salvage.restore_sequence(
  in_migration VARCHAR(190), in_statement INT, in_schema VARCHAR(64), in_sequence VARCHAR(64))
SQL SECURITY INVOKER
BEGIN
  DECLARE source VARCHAR(140) DEFAULT
    CONCAT('`', REPLACE(in_schema, '`', '``'), '`.`', REPLACE(in_sequence, '`', '``'), '`');
  DECLARE wanted BIGINT;
  EXECUTE IMMEDIATE CONCAT('SELECT next_not_cached_value INTO @sternway_found FROM ', source);
  SELECT value_before INTO wanted FROM sternway_salvage.counters
   WHERE migration = in_migration AND statement = in_statement AND table_name = in_sequence
     AND (value_after IS NULL OR value_after = @sternway_found);
  IF wanted IS NOT NULL THEN
    EXECUTE IMMEDIATE CONCAT('ALTER SEQUENCE ', source, ' RESTART ', wanted);
  END IF;
END$$

CREATE PROCEDURE IF NOT EXISTS sternway_salvage.set_aside_values(
  in_schema VARCHAR(64), in_table VARCHAR(64), in_column VARCHAR(64), in_columns TEXT, in_condition TEXT)
SQL SECURITY INVOKER
BEGIN
  DECLARE source VARCHAR(140) DEFAULT
    CONCAT('`', REPLACE(in_schema, '`', '``'), '`.`', REPLACE(in_table, '`', '``'), '`');
  SET @sternway_found = FALSE;
  IF in_columns = '*' OR EXISTS (SELECT 1 FROM information_schema.columns
       WHERE table_schema = in_schema AND table_name = in_table AND column_name = in_column) THEN
    EXECUTE IMMEDIATE CONCAT('SET @sternway_found = EXISTS (SELECT 1 FROM ', source, ' WHERE ', in_condition, ')');
  END IF;
  IF @sternway_found THEN
    EXECUTE IMMEDIATE CONCAT('CREATE TABLE sternway_salvage.`', REPLACE(LEFT(CONCAT(in_table, '_', in_column), 42), '`', ''),
      '_', DATE_FORMAT(UTC_TIMESTAMP(6), '%y%m%d%H%i%s%f'), '` AS SELECT ', in_columns, ' FROM ', source,
      ' WHERE ', in_condition);
  END IF;
END$$

CREATE PROCEDURE IF NOT EXISTS sternway_salvage.set_aside_table(in_schema VARCHAR(64), in_table VARCHAR(64))
SQL SECURITY INVOKER
BEGIN
  DECLARE source VARCHAR(140) DEFAULT
    CONCAT('`', REPLACE(in_schema, '`', '``'), '`.`', REPLACE(in_table, '`', '``'), '`');
  DECLARE keys_away TEXT;
  IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = in_schema AND table_name = in_table) THEN
    SELECT GROUP_CONCAT(CONCAT('DROP FOREIGN KEY `', REPLACE(constraint_name, '`', '``'), '`')) INTO keys_away
      FROM information_schema.referential_constraints
     WHERE constraint_schema = in_schema AND table_name = in_table;
    IF keys_away IS NOT NULL THEN
      EXECUTE IMMEDIATE CONCAT('ALTER TABLE ', source, ' ', keys_away);
    END IF;
    EXECUTE IMMEDIATE CONCAT('SET @sternway_found = EXISTS (SELECT 1 FROM ', source, ')');
    IF @sternway_found THEN
      EXECUTE IMMEDIATE CONCAT('RENAME TABLE ', source, ' TO sternway_salvage.`', REPLACE(LEFT(in_table, 42), '`', ''),
        '_', DATE_FORMAT(UTC_TIMESTAMP(6), '%y%m%d%H%i%s%f'), '`');
    ELSE
      EXECUTE IMMEDIATE CONCAT('DROP TABLE ', source);
    END IF;
  END IF;
END$$

DELIMITER ;
