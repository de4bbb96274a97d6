"""The WSGI application that the server runs."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rejoinder.conf.settings")
django_application = get_wsgi_application()  # before what follows is imported: it needs the models

from rejoinder.conf.charset import with_readable_charset  # noqa: E402
from rejoinder.conf.chunks import with_length  # noqa: E402
from rejoinder.conf.published import with_published  # noqa: E402
from rejoinder.engine import warm_up  # noqa: E402
from rejoinder.interop.shedding import with_shedding  # noqa: E402

application = with_published(with_shedding(with_length(with_readable_charset(django_application))))

# Callers of the drop-in endpoints publish when an answer takes long; the first one must not wait for packs and model.
threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
