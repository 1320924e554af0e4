// An OpenID provider on a free port: everybody's password is anything. First line on standard output: its address.
// Arguments: the address of Sternway.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const GROUPS = {
  olga: ['sternway-ops', 'staff'],
  vera: ['sternway-viewer'],
  admin: ['sternway-admin'],
  nobody: ['staff'],
  robot: ['sternway-machine'],
};
const claims = (id) => ({ sub: id, preferred_username: id, groups: GROUPS[id] ?? [] });

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://localhost:${server.address().port}`;
  const api = (audience) => ({ scope: 'api', audience, accessTokenFormat: 'jwt', accessTokenTTL: 600 });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'sternway',
        client_secret: 'a-secret-of-the-test',
        redirect_uris: [`${process.argv[2]}/login/oauth2/code/sternway`],
        grant_types: ['authorization_code'],
      },
      {
        client_id: 'robot',
        client_secret: 'another-secret',
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['preferred_username', 'groups'], email: [] },
    conformIdTokenClaims: false,
    findAccount: (ctx, id) => ({ accountId: id, claims: () => claims(id) }),
    features: {
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => [],
        getResourceServerInfo: (ctx, resource) => api(resource.split(':').pop()),
      },
    },
    extraTokenClaims: (ctx, token) => claims(token.accountId ?? token.clientId),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId,
        accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
process.stdin.on('end', () => process.exit(0)).resume();
