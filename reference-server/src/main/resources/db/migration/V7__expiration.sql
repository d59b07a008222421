-- In the order of expiration with those that never expire last, which both databases can then read as it is; and with all
-- that the status is made of.

drop index api_token_expiration;
create index api_token_expiration
    on api_token (tenant, (coalesce(expiration_date, 9223372036854775807)), id, stored_status, expiration_date);
