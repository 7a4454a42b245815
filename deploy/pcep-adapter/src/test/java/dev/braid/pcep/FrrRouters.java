package dev.braid.pcep;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Routers of FRR: one pathd each with its PCEP client, and one zebra for them in a network namespace of its own, so that
 * nothing of this machine is touched. There is no data plane behind them: what they bring up stays "going up".
 */
final class FrrRouters implements AutoCloseable {
    static final Path DAEMONS = Path.of("/usr/lib/frr");
    private static final Pattern POLICY = Pattern.compile("^Endpoint: .* Name: (\\S+) ", Pattern.MULTILINE);

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final Map<String, Path> sockets = new LinkedHashMap<>();

    /** Routers that connect to the PCE at that port of 127.0.0.1, each from its own address. */
    FrrRouters(Path folder, int pcePort, Map<String, InetAddress> routers) throws Exception {
        this.folder = folder;
        for (Path each : List.of(folder.getParent(), folder)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        try {
            Path zebra = conf("zebra", "hostname zebra\nip router-id 10.0.0.254\nipv6 router-id fd00::fe\n");
            start(List.of("unshare", "-n"), "zebra", zebra);
            until(Files::exists, folder.resolve("zserv.api"));
            for (Map.Entry<String, InetAddress> router : routers.entrySet()) {
                String address = router.getValue().getHostAddress();
                Path conf = conf(
                        router.getKey(), """
                        hostname %s
                        segment-routing
                         traffic-eng
                          pcep
                           pce BRAID
                            address ip 127.0.0.1 port %d
                            source-address ip %s port %d
                            pce-initiated
                           exit
                           pcc
                            peer BRAID precedence 10
                            msd 16
                           exit
                          exit
                         exit
                        exit
                        """.formatted(router.getKey(), pcePort, address, freePort(router.getValue())));
                start(List.of(), "pathd", conf);
                sockets.put(router.getKey(), conf.getParent());
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private static int freePort(InetAddress address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.getLocalPort();
        }
    }

    private Path conf(String name, String text) throws Exception {
        Path own = Files.createDirectories(folder.resolve(name));
        Path conf = Files.writeString(own.resolve("daemon.conf"), text);
        new ProcessBuilder("chown", "-R", "frr:frr", own.toString(), folder.toString())
                .start()
                .waitFor();
        return conf;
    }

    private void start(List<String> before, String daemon, Path conf) throws IOException {
        Path own = conf.getParent();
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(DAEMONS.resolve(daemon).toString(), "-u", "frr", "-g", "frr"));
        command.addAll(List.of("-f", conf.toString(), "-i", own.resolve("pid").toString(), "-P", "0"));
        command.addAll(List.of("-z", folder.resolve("zserv.api").toString(), "--vty_socket", own.toString()));
        if (daemon.equals("pathd")) {
            command.addAll(List.of("-M", "pathd_pcep"));
        }
        File log = own.resolve("log").toFile();
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start());
    }

    /** The names of the LSPs that a router itself says it has. */
    Set<String> policies(String router) throws IOException, InterruptedException {
        Process vtysh = new ProcessBuilder(
                        "vtysh", "--vty_socket", sockets.get(router).toString(), "-c", "show sr-te policy detail")
                .redirectErrorStream(true)
                .start();
        String text = new String(vtysh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (vtysh.waitFor() != 0) {
            throw new IOException("Router %s says nothing: %s".formatted(router, text));
        }
        Set<String> names = new HashSet<>();
        Matcher matcher = POLICY.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static void until(java.util.function.Predicate<Path> holds, Path path) throws Exception {
        for (int i = 0; i < 200 && !holds.test(path); i++) {
            Thread.sleep(50);
        }
    }

    @Override
    public void close() throws Exception {
        for (Process process : processes.reversed()) {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
