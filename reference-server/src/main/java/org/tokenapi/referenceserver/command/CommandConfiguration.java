package org.tokenapi.referenceserver.command;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.tokenapi.referenceserver.apitoken.ExpiredApiTokens;
import org.tokenapi.referenceserver.audit.AuditLog;
import org.tokenapi.referenceserver.provisioning.Exporter;
import org.tokenapi.referenceserver.provisioning.Importer;
import org.tokenapi.referenceserver.security.AccessTokens;
import org.tokenapi.referenceserver.settings.TokenApiProperties;
import org.tokenapi.referenceserver.storage.Transactions;

/**
 * The beans that commands share with the server, created lazily. It has no stereotype annotation, so the server does
 * not find it.
 */
@EnableConfigurationProperties(TokenApiProperties.class)
@ImportAutoConfiguration({
    DataSourceTransactionManagerAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class
})
@ComponentScan(basePackageClasses = {AccessTokens.class, AuditLog.class, ExpiredApiTokens.class, Transactions.class})
@Import({Exporter.class, Importer.class})
final class CommandConfiguration {}
