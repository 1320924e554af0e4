package dev.sternway.base.web;

import dev.sternway.base.Secret;
import dev.sternway.base.tls.TlsIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** One client for all that may go to the same places, and trust and show the same. */
final class WebClients {
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final int PER_HOST = 50;
    private static final int ALL = 200;
    private static final Map<List<Object>, CloseableHttpClient> CLIENTS = new ConcurrentHashMap<>();

    private WebClients() {}

    static CloseableHttpClient of(Web web) {
        return CLIENTS.computeIfAbsent(
                List.of(
                        web.reach(),
                        text(web.tls().flatMap(TlsIdentity::ca)),
                        text(web.tls().flatMap(TlsIdentity::certificate)),
                        text(web.tls().flatMap(TlsIdentity::key))),
                key -> client(web));
    }

    private static CloseableHttpClient client(Web web) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new Checked(web.reach()))
                .setTlsSocketStrategy(ClientTlsStrategyBuilder.create()
                        .setSslContext(web.tls().map(TlsIdentity::context).orElseGet(SSLContexts::createSystemDefault))
                        .setHostVerificationPolicy(HostnameVerificationPolicy.BUILTIN)
                        .buildClassic())
                .setMaxConnPerRoute(PER_HOST)
                .setMaxConnTotal(ALL)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build());
        return HttpClients.custom()
                .setConnectionManager(connections.build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
                .setUserAgent("Sternway")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .setDefaultCookieSpecRegistry(name -> null)
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private static String text(Optional<Secret> secret) {
        return secret.map(Secret::reveal).orElse("");
    }

    /** Gives the connection those addresses that were checked. */
    private record Checked(Reach reach) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return reach.addresses(host, 0).toArray(InetAddress[]::new);
        }

        @Override
        public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
            return reach.addresses(host, port).stream()
                    .map(address -> new InetSocketAddress(address, port))
                    .toList();
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
