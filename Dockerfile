# The program and nothing else:  docker build -t cartevo-contract . && docker run --rm -v "$PWD:/work" cartevo-contract check
FROM rust:1.95.0-alpine3.22@sha256:064dfc925d68d1a63f4fd2871bd7dc6e6ea56692989a487185855d62885d90aa AS build
RUN apk add --no-cache musl-dev
# What `--version` tells: `--build-arg CARTEVO_COMMIT=$(git rev-parse HEAD)`.
ARG CARTEVO_COMMIT
WORKDIR /source
COPY . .
RUN cargo build --locked --profile dist -p cartevo-contract && cp target/dist/cartevo-contract /cartevo-contract

FROM scratch
COPY --from=build /cartevo-contract /cartevo-contract
# `record` and `docs` speak TLS.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /source/LICENSE-APACHE /source/LICENSE-MIT /
WORKDIR /work
ENTRYPOINT ["/cartevo-contract"]
