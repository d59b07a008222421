-- So that a search of a tenant with a million tokens takes no longer than of one with a thousand, where that can be.

-- From the first expiration to the last, and from the last to the first; those that never expire come last in both, written
-- so that both databases can read the order as it is. The first index has all that the status is made of, too.
drop index api_token_expiration;
create index api_token_expiration
    on api_token (tenant, (coalesce(expiration_date, 9223372036854775807)), id, stored_status, expiration_date);
create index api_token_last_expiration on api_token (tenant, (coalesce(expiration_date, -9223372036854775807)) desc, id);
${analyze}

-- How many tokens a tenant has is the sum of its rows here. Writers add rows and never wait for each other.
create table api_token_total (
    tenant      text ${bytewise} not null,
    id          text ${bytewise} not null,
    tokens      bigint           not null,
    primary key (tenant, id)
);

-- After the index was dropped, which waits until nobody writes: nothing is missed.
insert into api_token_total (tenant, id, tokens) select tenant, 'before', count(*) from api_token group by tenant;
