-- What the release finds.
CREATE TABLE accounts (
    id int AUTO_INCREMENT PRIMARY KEY,
    name varchar(50) NOT NULL UNIQUE,
    email varchar(200) NOT NULL UNIQUE,
    role varchar(20) NOT NULL,
    password_hash varchar(100) NOT NULL,
    created_at datetime(6) NOT NULL DEFAULT current_timestamp(6)
);
CREATE TABLE profiles (
    account_id int PRIMARY KEY,
    display_name varchar(100) NOT NULL,
    language char(2) NOT NULL DEFAULT 'en',
    FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
);
CREATE TABLE permissions (
    account_id int NOT NULL,
    permission varchar(40) NOT NULL,
    PRIMARY KEY (account_id, permission),
    FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
);
CREATE TABLE sessions (
    id char(36) PRIMARY KEY,
    account_id int NOT NULL,
    started_at datetime(6) NOT NULL DEFAULT current_timestamp(6),
    ends_at datetime(6) NOT NULL,
    FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
);
