package org.tokenapi.contract.spec;

/** A part of a document can't be read. The rest can. */
final class IllegalPartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Defect defect;

    IllegalPartException(Defect defect) {
        super(defect.toString());
        this.defect = defect;
    }

    Defect defect() {
        return defect;
    }
}
