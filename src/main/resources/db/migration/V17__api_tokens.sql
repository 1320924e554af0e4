create table api_token (
    id varchar(64) primary key,
    name varchar(100) not null,
    prefix varchar(20) not null,
    digest varchar(64) not null unique,
    owner varchar(255) not null,
    scopes varchar(200) not null,
    created_by varchar(255) not null,
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone
);
