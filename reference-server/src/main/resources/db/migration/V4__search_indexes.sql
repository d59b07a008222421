-- What searches are mostly about: the order that is the default, what expires next, the newest, and the tokens of a client.
-- The second has the status too, so that a search for it need not read the tokens.

create index api_token_name on api_token (tenant, token_display_name, id);
create index api_token_expiration on api_token (tenant, expiration_date, id, stored_status);
create index api_token_creation on api_token (tenant, created_date, id);
create index api_token_client on api_token (tenant, client_id, id);
