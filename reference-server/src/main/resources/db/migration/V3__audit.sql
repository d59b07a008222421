-- Who changed what, and when: written in the transaction of the change. Never a secret, nor its hash.
-- The identifier orders the entries of one server within a millisecond; servers need nothing in common to make it.

create table audit (
    tenant      text ${bytewise} not null,
    occurred_at bigint           not null,
    id          text ${bytewise} not null,
    who         text ${bytewise},
    action      text ${bytewise} not null,
    kind        text ${bytewise} not null,
    thing_id    text ${bytewise} not null,
    request_id  text ${bytewise},
    properties  text ${bytewise} not null,
    primary key (tenant, occurred_at, id)
);
