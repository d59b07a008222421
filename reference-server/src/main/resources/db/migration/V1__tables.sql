-- Dates are milliseconds since 1970-01-01T00:00:00Z. Secrets are there as SHA-256 only, in hexadecimal.
-- Text is compared byte by byte, which for UTF-8 is the order of the code points.

create table api_token (
    tenant              varchar(255) not null,
    id                  varchar(255) not null,
    secret_sha256       char(64)     not null,
    token_suffix        varchar(255) not null,
    client_display_name text,
    client_id           text,
    client_type         text,
    client_uuid         text,
    token_display_name  text         not null,
    token_description   text,
    token_type          text,
    token_sub_type      text,
    acct                text,
    user_id             text,
    user_status         boolean,
    principal_name      text,
    principal_status    text,
    roles               text,
    api_token_ttl       bigint       not null,
    access_token_ttl    bigint       not null,
    max_count_of_uses   integer      not null default -1,
    expiration_date     bigint,
    last_access_time    bigint,
    created_date        bigint       not null,
    modified_date       bigint       not null,
    stored_status       text         not null,
    primary key (tenant, id)
);

create table cloud_token (
    tenant              varchar(255) not null,
    id                  varchar(255) not null,
    name                text         not null,
    expiration_time     bigint,
    require_rotation    boolean,
    owner_id            text,
    owner_name          text,
    username            text,
    user_id             text,
    org_id              text,
    org_name            text,
    type                text         not null,
    primary key (tenant, id)
);

create table directory (
    tenant              varchar(255) not null,
    id                  varchar(255) not null,
    primary key (tenant, id)
);

-- A directory should have one sync client; that it can have more is what the conflict of the operation is about.
create table sync_client (
    tenant              varchar(255) not null,
    id                  varchar(255) not null,
    directory_id        varchar(255) not null,
    generate_token      boolean      not null default false,
    token_ttl           integer      not null default 262800,
    client_id           text,
    credential_sha256   char(64),
    primary key (tenant, id),
    foreign key (tenant, directory_id) references directory (tenant, id)
);

create index sync_client_directory on sync_client (tenant, directory_id);
