# Builds the page, then the wheel, then an image that holds nothing but Python and the catcher.
FROM node:24-slim AS page
WORKDIR /src
COPY web web
RUN npm --prefix web ci --no-fund --no-audit && npm --prefix web run build

FROM python:3.14-slim AS wheel
WORKDIR /src
COPY .requirements/dev.txt /tmp/dev.txt
RUN pip install --no-cache-dir --require-hashes -r /tmp/dev.txt
COPY . .
COPY --from=page /src/catcher/page catcher/page
RUN python -m build --wheel --no-isolation --outdir /dist

FROM python:3.14-slim
COPY .requirements/run.txt /tmp/run.txt
RUN --mount=from=wheel,source=/dist,target=/dist \
    pip install --no-cache-dir --require-hashes -r /tmp/run.txt \
 && pip install --no-cache-dir --no-deps /dist/*.whl \
 && useradd --system --create-home --home-dir /data catcher
USER catcher
ENV CATCHER_HOST=0.0.0.0
EXPOSE 1025 8025
HEALTHCHECK --interval=5s --timeout=3s --start-period=5s CMD ["catcher", "health"]
ENTRYPOINT ["catcher"]
CMD ["serve"]
