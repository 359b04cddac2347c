# The container image: one static program and nothing else.
#
#   docker build -t regiebot .
#   docker run -v regiebot-keys:/keys regiebot keys init
#   docker run -v regiebot-data:/data -v regiebot-keys:/keys -p 8081:8081 regiebot
#
# What is built here is what `make static` builds, and .ci/run lets that program answer
# in an empty root, as it runs below.

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN make static && mkdir /data && mkdir -m 700 /keys

# No shell, no package manager, no user but nobody's. Certificates are there for what
# talks to other machines; the time zones are in the program.
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build --chown=65532:65532 /data /data
COPY --from=build --chown=65532:65532 /keys /keys
COPY --from=build /src/dist/regiebot /regiebot
USER 65532:65532
# The keys are a volume of their own: who copies the database must not copy them too.
VOLUME /data /keys
EXPOSE 8081
ENV REGIEBOT_DATABASE=/data/regiebot.db REGIEBOT_KEY_FILE=/keys/keys.json REGIEBOT_LISTEN=0.0.0.0:8081 TMPDIR=/data
ENTRYPOINT ["/regiebot"]
CMD ["serve"]
