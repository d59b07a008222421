package org.tokenapi.referenceserver.storage;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores shared values in the database, so that servers have to share nothing else. */
final class SharedTable implements SharedValues {
    private final JdbcClient jdbc;
    private final Transactions transactions;

    SharedTable(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public String keep(String name, String made) {
        return transactions.write(() -> {
            jdbc.sql("insert into shared_value (name, content) values (?, ?) on conflict do nothing")
                    .params(name, made)
                    .update();
            return jdbc.sql("select content from shared_value where name = ?")
                    .param(name)
                    .query(String.class)
                    .single();
        });
    }

    @Override
    public String describe(String name) {
        return "row '" + name + "' of the table shared_value";
    }
}
