-- Step 2: codes for those who lost their phone, as digests.
CREATE TABLE recovery_codes (
    account_id int NOT NULL,
    digest char(64) NOT NULL,
    used_at datetime(6) NULL,
    PRIMARY KEY (account_id, digest),
    FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
);
