# The image of a Bento, built in the Bento's folder by `python packer.py image TAG`:
# Python, the packages that serving needs, and the Bento; nothing else, and nobody is root.
ARG BASE_IMAGE=python:3.11-slim

FROM ${BASE_IMAGE} AS packages
LABEL dkt.stage=packages
COPY env/python/requirements.txt /tmp/requirements.txt
# Left out: pip itself, tests, headers and type stubs; onnxruntime's converters and its second
# library (the module has all it needs in itself); compiled bytecode (the first import costs a
# second, the bytecode of all packages 60 MB); the C halves of packages which serving never calls
# and which have a Python half.
RUN python3 -m venv /app/.venv \
 && /app/.venv/bin/pip install --no-cache-dir --no-compile --disable-pip-version-check \
      --requirement /tmp/requirements.txt \
 && cd /app/.venv/lib/python3*/site-packages \
 && rm -rf pip pip-* setuptools setuptools-* pkg_resources _distutils_hack distutils-precedence.pth \
      onnxruntime/transformers onnxruntime/tools onnxruntime/quantization onnxruntime/datasets \
      onnxruntime/capi/libonnxruntime.so* numpy/f2py numpy/distutils numpy/_core/_simd*.so \
      pygments/lexers/[a-z]*.py pygments/lexers/_*_builtins.py pynvml.py \
 && find aiohttp multidict yarl frozenlist propcache -name '*.so' -delete \
 && find . -type d \( -name tests -o -name __pycache__ \) -prune -exec rm -rf {} + \
 && find . -type f \( -name '*.pyi' -o -name '*.[ch]' -o -name '*.pyx' -o -name '*.pxd' \
      -o -name '*.cpp' -o -name '*.a' \) -delete

FROM ${BASE_IMAGE}
RUN useradd --system --uid 10002 --home-dir /bento --shell /usr/sbin/nologin bento
COPY --from=packages /app/.venv /app/.venv
COPY src /bento
WORKDIR /bento
ENV PATH=/app/.venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    BENTOML_HOME=/tmp/bentoml BENTOML_DO_NOT_TRACK=True ORT_DISABLE_TELEMETRY=1 OMP_NUM_THREADS=1
USER bento
EXPOSE 3000
ENTRYPOINT ["python", "serve.py"]
