package org.tokenapi.contract.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version, as the manifest of the jar has it. */
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
