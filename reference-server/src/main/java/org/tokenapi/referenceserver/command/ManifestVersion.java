package org.tokenapi.referenceserver.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the jar. */
final class ManifestVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "reference-server "
                    + Optional.ofNullable(ManifestVersion.class.getPackage().getImplementationVersion())
                            .orElse("unpackaged")
        };
    }
}
