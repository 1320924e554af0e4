CREATE TABLE users (
    id            serial PRIMARY KEY,
    name          text NOT NULL CONSTRAINT users_name_key UNIQUE,
    role          text NOT NULL CONSTRAINT users_role_known CHECK (role IN ('admin', 'member', 'guest')),
    password_hash text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE tasks (
    id         serial PRIMARY KEY,
    user_id    integer NOT NULL CONSTRAINT tasks_user_id_fkey REFERENCES users (id),
    title      text NOT NULL,
    status     text NOT NULL DEFAULT 'open',
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX tasks_user_id_idx ON tasks (user_id);

CREATE TABLE settings (
    name  text PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE audit_log (
    id       bigserial PRIMARY KEY,
    at       timestamptz NOT NULL,
    actor    text NOT NULL,
    action   text NOT NULL,
    duration interval NOT NULL,
    details  jsonb NOT NULL
);
