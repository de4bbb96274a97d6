"""The WSGI application that the server runs."""

import os
import threading

from django.core.wsgi import get_wsgi_application

from rejoinder.conf.charset import with_readable_charset
from rejoinder.conf.chunks import with_length
from rejoinder.engine import warm_up
from rejoinder.interop.shedding import with_shedding

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rejoinder.conf.settings")
application = with_shedding(with_length(with_readable_charset(get_wsgi_application())))

# Callers of the drop-in endpoints publish when an answer takes long; the first one must not wait for packs and model.
threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
