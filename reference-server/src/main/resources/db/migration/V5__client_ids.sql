-- A client id signs in one client.

drop index sync_client_client_id;
create unique index sync_client_client_id on sync_client (tenant, client_id);
