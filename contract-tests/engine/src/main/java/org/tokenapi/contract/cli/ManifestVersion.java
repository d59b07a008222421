package org.tokenapi.contract.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version from the manifest of the jar. */
final class ManifestVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "contract "
                    + Optional.ofNullable(ManifestVersion.class.getPackage().getImplementationVersion())
                            .orElse("unpackaged")
        };
    }
}
