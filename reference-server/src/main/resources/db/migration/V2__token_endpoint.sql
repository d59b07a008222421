-- What the token endpoint needs: to find whose a secret is, and to count the uses of a token that has a limit.

alter table api_token add column use_count integer not null default 0;
create unique index api_token_secret on api_token (tenant, secret_sha256);

-- Null for a token that has no secret.
alter table cloud_token add column secret_sha256 char(64);
create unique index cloud_token_secret on cloud_token (tenant, secret_sha256);

create index sync_client_client_id on sync_client (tenant, client_id);
