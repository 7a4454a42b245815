package dev.braid.local.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    @TempDir
    private Path folder;

    @Test
    void theServerIsKnownByTheAuthorityUnderTheNamesOfTheLoopbackInterface() throws Exception {
        Certificates certificates = Certificates.in(folder);

        X509Certificate authority = read(certificates.authority());
        X509Certificate server = read(certificates.certificate());
        server.verify(authority.getPublicKey());
        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(server.getBasicConstraints()).isNegative();
        assertThat(server.getSubjectAlternativeNames().toString()).contains("localhost", "127.0.0.1");
    }

    @Test
    void theyAreMadeOnceAndOnlyTheOwnerReadsTheKey() throws Exception {
        String first = Files.readString(Certificates.in(folder).certificate());
        Certificates again = Certificates.in(folder);

        assertThat(Files.readString(again.certificate())).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(again.key())))
                .isEqualTo("r--------");
    }

    private static X509Certificate read(Path file) throws Exception {
        try (var input = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(input);
        }
    }
}
