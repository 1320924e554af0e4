-- Rows that users wrote since arming come back with the ids they had; what is written in the meantime must not take them.
SELECT setval('users_id_seq', (SELECT last_value FROM users_id_seq) + 10000);
SELECT setval('tasks_id_seq', (SELECT last_value FROM tasks_id_seq) + 10000);
