package dev.braid.local.installation;

import dev.braid.embedded.PrivateFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificates with which the processes of one machine know each other: an authority of this installation only, whose
 * key is thrown away after use, and one server certificate for the loopback interface.
 */
public final class Certificates {
    private static final Duration VALID = Duration.ofDays(365);
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final String SIGNATURE = "SHA256withECDSA";

    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /** Takes the certificates in the folder, or makes new ones where there are none or they end soon. */
    public static Certificates in(Path folder) {
        Certificates certificates = new Certificates(folder);
        try {
            if (!certificates.usable()) {
                certificates.make();
            }
            return certificates;
        } catch (IOException e) {
            throw new UncheckedIOException("The certificates in %s cannot be used.".formatted(folder), e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("The certificates in %s cannot be made.".formatted(folder), e);
        }
    }

    /** What clients trust: PEM. */
    public Path authority() {
        return folder.resolve("authority.pem");
    }

    /** What servers show: PEM. */
    public Path certificate() {
        return folder.resolve("server.pem");
    }

    /** The key to it: PEM, PKCS 8. */
    public Path key() {
        return folder.resolve("server-key.pem");
    }

    private boolean usable() throws IOException, GeneralSecurityException {
        if (!Files.exists(authority()) || !Files.exists(certificate()) || !Files.exists(key())) {
            return false;
        }
        try (var file = Files.newInputStream(certificate())) {
            X509Certificate present =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
            return present.getNotAfter().toInstant().isAfter(Instant.now().plus(RENEW_BEFORE));
        }
    }

    private void make() throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPair authorityKeys = newKeys();
        X500Name authorityName = new X500Name("CN=Braid local authority");
        X509v3CertificateBuilder authority = builder(authorityName, authorityName, authorityKeys)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));

        KeyPair serverKeys = newKeys();
        GeneralNames names = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        });
        X509v3CertificateBuilder server = builder(authorityName, new X500Name("CN=Braid local"), serverKeys)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(Extension.subjectAlternativeName, false, names);

        PrivateFiles.write(authority(), pem(sign(authority, authorityKeys)), "rw-r--r--");
        PrivateFiles.write(key(), pem(new JcaPKCS8Generator(serverKeys.getPrivate(), null)), "r--------");
        PrivateFiles.write(certificate(), pem(sign(server, authorityKeys)), "rw-r--r--");
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(126, new SecureRandom()).add(BigInteger.ONE),
                // A clock that runs a little behind is no reason to refuse.
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(VALID)),
                subject,
                keys.getPublic());
    }

    private static X509CertificateHolder sign(X509v3CertificateBuilder certificate, KeyPair keys)
            throws OperatorCreationException {
        return certificate.build(new JcaContentSignerBuilder(SIGNATURE).build(keys.getPrivate()));
    }

    private static String pem(Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        }
        return text.toString();
    }
}
