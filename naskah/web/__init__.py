"""The browser form: a shell over the same library as the command line; it holds no rule of its own.

    aplikasi    one Starlette app; one function answers every request
    rute        the route table, found in laman/
    minta       what a page function gets
    formulir    form pairs ↔ typed values of a jenis
    bidang      a field as the page draws it
    kantor_web  the open office, opened anew when its files change
    server      uvicorn, port, link, TLS
    keamanan/   one small file per concern
    laman/      pages        halaman/  their HTML        statis/  one stylesheet, one script, htmx

Residual risks accepted:
    * Whoever can read the office folder can read everything and make a session: the key lies in it.
    * On one PC every program of the same user can reach the port, but has no session without the link.
    * Sessions end by time, or all at once (new password, new role); a single stolen cookie is not recalled.
    * The login throttle forgets at restart; many addresses together may still guess slowly, and a stranger
      on the network can make somebody wait up to 15 minutes. Behind a proxy that was not named (--proksi)
      all addresses are one.
    * A link used before a restart works again after it, within its ten minutes.
    * Cookies know no port: another server of the same host name is sent ours, and two offices open in one
      browser on one PC end each other's session.
    * Somebody on the network may hold connections open until the server has no more of them.
    * LibreOffice reads uploaded documents with the rights of the user who runs naskah.
    * With --tanpa-tls passwords and cookies cross the network readable; with --proksi, from proxy to here.
    * An error nobody foresaw leaves its trace in the temporary folder, with parts of what was typed perhaps.
"""
