-- Dates are milliseconds since 1970-01-01T00:00:00Z. Secrets are there as SHA-256 only, in hexadecimal.
-- Text is compared byte by byte, which for UTF-8 is the order of the code points; ${bytewise} is what makes it so where it
-- is not the default. It makes lower() know A to Z only, too. Every key and every index begins with the tenant.

create table api_token (
    tenant              text ${bytewise} not null,
    id                  text ${bytewise} not null,
    secret_sha256       text ${bytewise} not null,
    token_suffix        text ${bytewise} not null,
    client_display_name text ${bytewise},
    client_id           text ${bytewise},
    client_type         text ${bytewise},
    client_uuid         text ${bytewise},
    token_display_name  text ${bytewise} not null,
    token_description   text ${bytewise},
    token_type          text ${bytewise},
    token_sub_type      text ${bytewise},
    acct                text ${bytewise},
    user_id             text ${bytewise},
    user_status         boolean,
    principal_name      text ${bytewise},
    principal_status    text ${bytewise},
    roles               text ${bytewise},
    api_token_ttl       bigint           not null,
    access_token_ttl    bigint           not null,
    max_count_of_uses   integer          not null default -1,
    expiration_date     bigint,
    last_access_time    bigint,
    created_date        bigint           not null,
    modified_date       bigint           not null,
    stored_status       text ${bytewise} not null,
    primary key (tenant, id)
);

create table cloud_token (
    tenant              text ${bytewise} not null,
    id                  text ${bytewise} not null,
    name                text ${bytewise} not null,
    expiration_time     bigint,
    require_rotation    boolean,
    owner_id            text ${bytewise},
    owner_name          text ${bytewise},
    username            text ${bytewise},
    user_id             text ${bytewise},
    org_id              text ${bytewise},
    org_name            text ${bytewise},
    type                text ${bytewise} not null,
    primary key (tenant, id)
);

create table directory (
    tenant              text ${bytewise} not null,
    id                  text ${bytewise} not null,
    primary key (tenant, id)
);

-- A directory should have one sync client; that it can have more is what the conflict of the operation is about.
create table sync_client (
    tenant              text ${bytewise} not null,
    id                  text ${bytewise} not null,
    directory_id        text ${bytewise} not null,
    generate_token      boolean          not null default false,
    token_ttl           integer          not null default 262800,
    client_id           text ${bytewise},
    credential_sha256   text ${bytewise},
    primary key (tenant, id),
    foreign key (tenant, directory_id) references directory (tenant, id)
);

create index sync_client_directory on sync_client (tenant, directory_id);

-- What all servers have in common and no tenant owns. With a SQLite file it stays empty: such values are in files beside it.
create table shared_value (
    name                text ${bytewise} not null primary key,
    content             text             not null
);
