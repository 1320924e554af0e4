-- Step 2: rates by country, with what held so far.
CREATE TABLE tax_rates (
    country text PRIMARY KEY,
    rate    numeric(5, 2) NOT NULL
);
INSERT INTO tax_rates VALUES ('DE', 19.00), ('FR', 20.00), ('AT', 20.00);
