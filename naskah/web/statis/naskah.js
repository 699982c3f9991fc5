// Improves pages that work without it: saving while typing, rows, lists of names, amounts, dates.
(() => {
  "use strict";
  const $ = (s, d = document) => d.querySelector(s);
  const $$ = (s, d = document) => [...d.querySelectorAll(s)];
  document.documentElement.classList.add("bisa-skrip");

  // --- a form that keeps what is typed ---------------------------------------------------------
  // A copy lies in this browser until the server has it; `_terkirim` says it was sent on leaving the page.
  const formulir = $("#formulir");
  const cadangan = formulir && `naskah:${formulir.dataset.isian}`;
  let kotor = false, tunda = 0, gagal = false;

  const isi = () => new URLSearchParams(new FormData(formulir));
  const ingat = (terkirim = false) => {
    const data = isi();
    if (terkirim) data.set("_terkirim", "1");
    try { localStorage.setItem(cadangan, data.toString()); } catch { /* full or forbidden */ }
  };
  const lupakan = () => { try { localStorage.removeItem(cadangan); } catch { /* forbidden */ } };
  const simpan = () => { kotor = false; htmx.trigger(formulir, "simpan-sekarang"); };

  function berubah() {
    kotor = true;
    ingat();
    clearTimeout(tunda);
    tunda = setTimeout(simpan, 600);
    const kata = $("[data-tersimpan]");
    if (kata) kata.textContent = "Menyimpan …";
  }

  function sebarkan() {
    // The server's findings and echoes go to their fields; only what differs is touched, of thousands of cells.
    const temuan = new Map($$("#keadaan [data-tempat]").map(e => [e.dataset.tempat, e.dataset.pesan]));
    $$("#formulir .salah").forEach(p => {
      const kunci = p.id.slice(2).replace(/^b-/, "");
      const kata = temuan.get(kunci) || "", medan = document.getElementById(`b-${kunci}`);
      if (p.textContent !== kata) p.textContent = kata;
      const salah = temuan.has(kunci) ? "true" : "false";
      if (medan && medan.getAttribute("aria-invalid") !== salah) medan.setAttribute("aria-invalid", salah);
    });
    const gema = new Map($$("#keadaan [data-gema]").map(e => [e.dataset.gema, e.textContent]));
    $$("#formulir .gema").forEach(p => { p.textContent = gema.get(p.id.slice(2)) || ""; });
  }

  function katakan(kata, ...tombol) {
    const kotak = document.createElement("div"), p = document.createElement("p");
    kotak.className = "galat";
    kotak.setAttribute("role", "alert");
    p.textContent = kata;
    kotak.append(p, ...tombol);
    $("#pesan").replaceChildren(kotak);
  }
  function belumTersimpan(sebab) {
    gagal = true;
    kotor = true;
    katakan(`Belum tersimpan: ${sebab} Yang Anda ketik tetap ada di halaman ini dan dikirim lagi sendiri.`);
    clearTimeout(tunda);
    tunda = setTimeout(simpan, 3000);
  }
  function sebab(xhr) {
    if (!/html/.test(xhr.getResponseHeader("content-type") || "")) return xhr.responseText;
    const kotak = new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector(".galat");
    return kotak ? kotak.textContent.replace(/\s+/g, " ").trim() : "";
  }

  function tombol(kata, lakukan) {
    const b = document.createElement("button");
    b.type = "button"; b.className = "tombol"; b.textContent = kata;
    b.addEventListener("click", lakukan);
    return b;
  }
  function kirim(data) {
    const f = document.createElement("form");
    f.method = "post"; f.action = formulir.action; f.hidden = true;
    for (const [nama, nilai] of data) { const t = document.createElement("textarea"); t.name = nama; t.value = nilai; f.append(t); }
    document.body.append(f);
    f.submit();
  }
  const inti = data => JSON.stringify([...data].filter(([k, v]) => v && (!k.startsWith("_") || k === "_tanggal")));
  function pulihkan(teks) {
    // What an earlier page could not bring to the server: sent again, or the person chooses.
    const data = new URLSearchParams(teks), terkirim = data.get("_terkirim");
    data.delete("_terkirim");
    const sama = data.get("_versi") === isi().get("_versi");
    if (inti(data) === inti(isi()) || (!sama && terkirim)) { lupakan(); return; }
    data.set("_csrf", $("input[name=_csrf]", formulir).value);
    const sendiri = () => { lupakan(); data.set("_aksi", "sendiri"); data.set("_versi", "0"); kirim(data); };
    const tanya = () => katakan("Ada ketikan di peramban ini yang belum sampai ke isian, dan isian ini sudah diubah di tempat lain.",
      tombol("Simpan ketikan itu sebagai isian sendiri", sendiri),
      tombol("Buang ketikan itu", () => { lupakan(); $("#pesan").replaceChildren(); }));
    if (!sama) { tanya(); return; }
    fetch(formulir.action, { method: "POST", body: data, headers: { "HX-Request": "true" } })
      .then(r => { if (r.ok) { lupakan(); location.reload(); } else tanya(); }, tanya);
  }

  if (formulir) {
    formulir.addEventListener("input", berubah);
    formulir.addEventListener("change", berubah);
    formulir.addEventListener("submit", () => {
      if (kotor || $("#keadaan [data-bentrok]")) ingat(true);
      kotor = false;
      clearTimeout(tunda);
    });
    document.body.addEventListener("htmx:beforeSwap", e => {
      // A refusal is no state of the form: it must not take its place.
      const { xhr, target } = e.detail;
      if (target.id === "keadaan" && xhr.status >= 400 && xhr.status !== 409) e.detail.shouldSwap = false;
    });
    document.body.addEventListener("htmx:afterSwap", e => {
      if (e.detail.target.id !== "keadaan" && e.detail.elt.id !== "keadaan") return;
      if ($("#keadaan [data-bentrok]")) { ingat(); return; }
      if (kotor) $("[data-tersimpan]").textContent = "Menyimpan …"; else lupakan();
      sebarkan();
      if (gagal) { gagal = false; $("#pesan").replaceChildren(); }
    });
    document.body.addEventListener("htmx:sendError", e => { if (formulir.contains(e.detail.elt)) belumTersimpan("server tidak menjawab."); });
    document.body.addEventListener("htmx:responseError", e => {
      if (e.detail.elt === formulir && e.detail.xhr.status !== 409) belumTersimpan(sebab(e.detail.xhr));
    });
    window.addEventListener("pagehide", () => {
      if (kotor && navigator.sendBeacon(formulir.action, new FormData(formulir))) ingat(true);
    });
    let lama = null;
    try { lama = localStorage.getItem(cadangan); } catch { /* forbidden */ }
    if (lama) pulihkan(lama);
    sebarkan();
  }

  // The last version counts, also for a preview that saves on its way.
  document.body.addEventListener("htmx:configRequest", e => {
    const versi = formulir && $("#keadaan input[name=_versi]");
    if (versi && e.detail.parameters && e.detail.parameters.set) e.detail.parameters.set("_versi", versi.value);
    // htmx adds the button pressed last, also to a save that no button asked for.
    if (formulir && e.detail.elt === formulir) e.detail.parameters.set("_aksi", "simpan");
  });
  document.body.addEventListener("htmx:afterRequest", e => {
    const versi = e.detail.xhr && e.detail.xhr.getResponseHeader("X-Versi");
    if (versi && $("#keadaan input[name=_versi]")) $("#keadaan input[name=_versi]").value = versi;
  });

  // --- rows of a table -------------------------------------------------------------------------
  function nomori(tabel) {
    $$("tbody > tr", tabel).forEach((tr, i) => {
      const ke = i + 1;
      $(".urut", tr).textContent = ke;
      $$("[name], [id], [for], [aria-describedby], button[value], button[aria-label]", tr).forEach(e => {
        for (const a of ["name"]) if (e.hasAttribute(a)) e.setAttribute(a, e.getAttribute(a).replace(/\[\d+\]/, `[${ke}]`));
        for (const a of ["id", "for", "aria-describedby"]) if (e.hasAttribute(a)) e.setAttribute(a, e.getAttribute(a).replace(new RegExp(`(b-${tabel.dataset.daftar}-)\\d+`, "g"), `$1${ke}`));
        if (e.dataset.baris) { e.value = e.value.replace(/\d+$/, ke); e.setAttribute("aria-label", e.getAttribute("aria-label").replace(/\d+$/, ke)); }
      });
    });
  }
  function barisBaru(tabel) {
    const tr = $(`template[data-kerangka="${tabel.dataset.daftar}"]`).content.firstElementChild.cloneNode(true);
    $("tbody", tabel).append(tr);
    return tr;
  }
  function tambahBaris(tabel) {
    const tr = barisBaru(tabel);
    nomori(tabel);
    siapkan(tr);
    return tr;
  }
  document.addEventListener("click", e => {
    const tombol = e.target.closest("button[data-baris]");
    if (!tombol) return;
    e.preventDefault();
    const tabel = tombol.closest(".isian").querySelector("[data-daftar]");
    const tr = tombol.closest("tr");
    const apa = tombol.dataset.baris;
    if (apa === "tambah") $("input,select,textarea", tambahBaris(tabel)).focus();
    if (apa === "hapus") {
      const dekat = tr.nextElementSibling || tr.previousElementSibling;
      tr.remove();
      const kini = dekat || tambahBaris(tabel);
      (dekat ? $("[data-baris=hapus]", kini) : $("input,select,textarea", kini)).focus();
    }
    if (apa === "naik" && tr.previousElementSibling) { tr.previousElementSibling.before(tr); tombol.focus(); }
    if (apa === "turun" && tr.nextElementSibling) { tr.nextElementSibling.after(tr); tombol.focus(); }
    nomori(tabel);
    berubah();
  });

  function blok(teks) {
    // Cells between tabs, rows between line ends; a quoted cell may hold both.
    const baris = [[]];
    let sel = "", kutip = false;
    for (let i = 0; i < teks.length; i++) {
      const h = teks[i];
      if (kutip) { if (h === '"') { if (teks[i + 1] === '"') { sel += '"'; i++; } else kutip = false; } else sel += h; }
      else if (h === '"' && sel === "") kutip = true;
      else if (h === "\t") { baris.at(-1).push(sel); sel = ""; }
      else if (h === "\n") { baris.at(-1).push(sel); sel = ""; baris.push([]); }
      else if (h !== "\r") sel += h;
    }
    baris.at(-1).push(sel);
    if (baris.at(-1).join("") === "") baris.pop();
    return baris;
  }
  document.addEventListener("paste", e => {
    const td = e.target.closest && e.target.closest("[data-daftar] td[data-kolom]");
    const teks = e.clipboardData && e.clipboardData.getData("text/plain");
    if (!td || !teks || !/[\t\n]/.test(teks.replace(/\r?\n$/, ""))) return;
    e.preventDefault();
    const tabel = td.closest("[data-daftar]");
    let tr = td.closest("tr");
    const mulai = $$("td[data-kolom]", tr).indexOf(td);
    // Blank rows just above are filled first, or they would stay in front of what was pasted.
    const kosong = baris => baris && $$("td[data-kolom] input,td[data-kolom] select,td[data-kolom] textarea", baris).every(m => !m.value);
    while (kosong(tr) && kosong(tr.previousElementSibling)) tr = tr.previousElementSibling;
    const luput = [], baru = []; // numbered all at once: hundreds of rows are pasted
    for (const satu of blok(teks)) {
      const sel = $$("td[data-kolom]", tr).slice(mulai);
      satu.forEach((nilai, i) => {
        const medan = sel[i] && $("input,select,textarea", sel[i]);
        if (!medan) { if (nilai.trim()) luput.push(nilai.trim()); return; }
        if (medan.tagName === "SELECT") { const cocok = [...medan.options].find(o => [o.value, o.text].some(t => t.toLowerCase() === nilai.trim().toLowerCase())); if (cocok) medan.value = cocok.value; else luput.push(nilai.trim()); }
        else medan.value = nilai.trim();
      });
      if (!tr.nextElementSibling) baru.push(barisBaru(tabel));
      tr = tr.nextElementSibling;
    }
    nomori(tabel);
    baru.forEach(siapkan);
    if (luput.length) katakan(`${luput.length} sel tidak ada tempatnya di tabel ini dan tidak ditempelkan: ${luput.slice(0, 5).join(", ")}${luput.length > 5 ? ", …" : ""}`);
    berubah();
  });

  // --- names picked by typing part of them -----------------------------------------------------
  let nomorSaran = 0;
  function kotakSaran(medan) {
    if (medan.dataset.siap) return;
    medan.dataset.siap = "1";
    const id = `saran-${++nomorSaran}`;
    const ul = document.createElement("ul");
    ul.className = "saran"; ul.id = id; ul.hidden = true; ul.setAttribute("role", "listbox"); ul.setAttribute("aria-label", "Saran");
    medan.after(ul);
    medan.setAttribute("role", "combobox"); medan.setAttribute("aria-autocomplete", "list");
    medan.setAttribute("aria-expanded", "false"); medan.setAttribute("aria-controls", id);
    let tunggu = 0, terpilih = -1, ke = 0;
    const tutup = () => { ul.hidden = true; medan.setAttribute("aria-expanded", "false"); medan.removeAttribute("aria-activedescendant"); terpilih = -1; };
    const tandai = i => {
      terpilih = i;
      [...ul.children].forEach((li, j) => li.setAttribute("aria-selected", j === i ? "true" : "false"));
      if (ul.children[i]) { medan.setAttribute("aria-activedescendant", ul.children[i].id); ul.children[i].scrollIntoView({ block: "nearest" }); }
    };
    const letakkan = () => {
      // Fixed, so that a table that scrolls does not cut it off; above the field where below is no room.
      const r = medan.getBoundingClientRect(), atas = r.bottom + ul.offsetHeight > innerHeight && r.top > ul.offsetHeight;
      ul.style.left = `${Math.max(0, Math.min(r.left, innerWidth - ul.offsetWidth - 8))}px`;
      ul.style.top = `${atas ? r.top - ul.offsetHeight : r.bottom}px`;
    };
    const ambil = li => { medan.value = li.dataset.isi; tutup(); medan.dispatchEvent(new Event("input", { bubbles: true })); medan.dispatchEvent(new Event("change", { bubbles: true })); };
    medan.addEventListener("input", e => {
      if (!e.isTrusted) return;
      clearTimeout(tunggu);
      const kata = medan.value.trim(), ini = ++ke;
      if (kata.length < 2) { tutup(); return; }
      tunggu = setTimeout(async () => {
        let semua = [];
        try { semua = await (await fetch(`/saran/${medan.dataset.saran}?kata=${encodeURIComponent(kata)}`)).json(); } catch { return; }
        if (ini !== ke || document.activeElement !== medan) return;
        ul.replaceChildren(...semua.map((s, i) => {
          const li = document.createElement("li");
          li.id = `${id}-${i}`; li.setAttribute("role", "option"); li.dataset.isi = s.isi;
          li.append(s.nama);
          const kecil = document.createElement("span");
          kecil.className = "samar"; kecil.textContent = [s.nomor, s.keterangan].filter(Boolean).join(" · ");
          li.append(kecil);
          li.addEventListener("mousedown", m => { m.preventDefault(); ambil(li); });
          return li;
        }));
        ul.hidden = semua.length === 0;
        letakkan();
        medan.setAttribute("aria-expanded", String(!ul.hidden));
        terpilih = -1;
      }, 150);
    });
    medan.addEventListener("keydown", e => {
      if (ul.hidden) return;
      const n = ul.children.length;
      if (e.key === "ArrowDown") { e.preventDefault(); tandai((terpilih + 1) % n); }
      else if (e.key === "ArrowUp") { e.preventDefault(); tandai((terpilih - 1 + n) % n); }
      else if (e.key === "Enter" && terpilih >= 0) { e.preventDefault(); ambil(ul.children[terpilih]); }
      else if (e.key === "Escape") tutup();
    });
    medan.addEventListener("blur", tutup);
    const ikuti = e => { if (e.target !== ul && !ul.hidden) letakkan(); };
    addEventListener("scroll", ikuti, true);
    addEventListener("resize", ikuti);
    document.body.addEventListener("htmx:afterSwap", ikuti);  // findings above push the field down
  }

  // --- a checklist whose papers are all there --------------------------------------------------
  document.body.addEventListener("click", e => {
    const tekan = e.target.closest("[data-isi-semua]");
    if (!tekan) return;
    $$("select", tekan.closest(".isian")).filter(s => !s.value).forEach(s => { s.value = tekan.dataset.isiSemua; });
    tekan.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // --- amounts and dates -----------------------------------------------------------------------
  function angka(medan) {
    if (medan.dataset.siapAngka) return;
    medan.dataset.siapAngka = "1";
    medan.addEventListener("input", () => {
      const teks = medan.value;
      if (!/^[0-9.]*(,[0-9]{0,2})?$/.test(teks)) return; // what is no plain amount the server will judge
      const dari = medan.selectionStart, angkaDiKiri = teks.slice(0, dari).replace(/\./g, "").length;
      const [utuh, sen] = teks.replace(/\./g, "").split(",");
      const baru = utuh.replace(/\B(?=(\d{3})+(?!\d))/g, ".") + (sen === undefined ? "" : `,${sen}`);
      if (baru === teks) return;
      medan.value = baru;
      let i = 0, n = 0;
      while (i < baru.length && n < angkaDiKiri) if (baru[i++] !== ".") n++;
      medan.setSelectionRange(i, i);
    });
  }
  const BULAN = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(" ");
  function tanggal(medan) {
    if (medan.dataset.siapTanggal || medan.readOnly) return;
    medan.dataset.siapTanggal = "1";
    const pilih = document.createElement("input");
    pilih.type = "date"; pilih.className = "pilih-tanggal"; pilih.tabIndex = -1;
    pilih.setAttribute("aria-label", "Pilih dari kalender");
    pilih.addEventListener("change", e => {
      e.stopPropagation();
      if (!pilih.value) return;
      const [t, b, h] = pilih.value.split("-");
      medan.value = `${Number(h)} ${BULAN[Number(b) - 1]} ${t}`;
      medan.dispatchEvent(new Event("input", { bubbles: true }));
    });
    pilih.addEventListener("input", e => e.stopPropagation());
    medan.after(pilih);
  }

  // --- a cell of a book ------------------------------------------------------------------------
  const selSemula = new WeakMap(); // td → what it showed before its form came
  document.body.addEventListener("htmx:beforeSwap", e => {
    const td = e.detail.target;
    if (td.matches(".tabel.buku td") && $("a.sel", td)) selSemula.set(td, td.innerHTML);
  });
  document.body.addEventListener("htmx:afterSwap", e => {
    const td = e.detail.target;
    if (!td.matches(".tabel.buku td")) return;
    siapkan(td);
    const sel = $("a.sel", td);
    if (sel && document.activeElement === document.body) sel.focus(); // its form went with the focus in it
    td.scrollIntoView({ block: "nearest", inline: "nearest" }); // the form is wider than the cell was
  });
  document.addEventListener("keydown", e => {
    const form = e.target.closest && e.target.closest(".ubah-sel");
    if (!form || e.isComposing) return;
    if (e.key === "Enter" && !e.shiftKey && e.target.tagName === "TEXTAREA") { e.preventDefault(); form.requestSubmit(); }
    if (e.key === "Escape") { e.preventDefault(); $("[data-batal]", form).click(); }
  });
  document.addEventListener("click", e => {
    const td = e.target.closest(".ubah-sel [data-batal]") && e.target.closest("td");
    if (!td || !selSemula.has(td)) return; // on a page of its own the link leads back
    e.preventDefault();
    td.innerHTML = selSemula.get(td);
    htmx.process(td);
    $("a.sel", td).focus();
  });

  // --- a box grows with its text up to 60% of the window, and never shrinks under the hand ------
  function tumbuh(kotak) {
    const tinggi = Math.min(kotak.scrollHeight + kotak.offsetHeight - kotak.clientHeight, innerHeight * 0.6);
    if (kotak.scrollHeight > kotak.clientHeight && tinggi > kotak.offsetHeight) kotak.style.height = `${tinggi}px`;
  }
  document.addEventListener("input", e => { if (e.target.tagName === "TEXTAREA") tumbuh(e.target); });
  document.addEventListener("toggle", e => $$("textarea", e.target).forEach(tumbuh), true); // unfolded only now

  // --- small things ----------------------------------------------------------------------------
  document.addEventListener("submit", e => {
    const f = e.target, versi = $("[data-versi]", f);
    if (versi) versi.value = $("#keadaan input[name=_versi]").value;
    if (f.dataset.tanya && !confirm(f.dataset.tanya)) { e.preventDefault(); return; }
    if (f.hasAttribute("data-sekali")) setTimeout(() => $$("button", f).forEach(b => { b.disabled = true; }), 0);
  });
  document.addEventListener("change", e => { if (e.target.hasAttribute("data-kirim-saat-ganti")) e.target.form.requestSubmit(); });
  document.addEventListener("keydown", e => { if (e.key === "Escape") $("#cari-hasil") && $("#cari-hasil").replaceChildren(); });
  document.addEventListener("click", e => {
    const tambah = e.target.closest("[data-tambah-ke]");
    if (tambah) {
      const medan = document.getElementById(tambah.dataset.tambahKe);
      medan.value = [medan.value.trimEnd(), tambah.value].filter(Boolean).join("\n");
      medan.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const semua = e.target.closest("[data-pilih-semua]");
    if (semua) $$(`input[name="${semua.dataset.pilihSemua}"]`).forEach(c => { c.checked = semua.checked; });
  });
  const zona = e => e.target.closest && e.target.closest("[data-jatuhkan]"); // asked late: htmx brings some in
  document.addEventListener("dragover", e => { if (zona(e)) { e.preventDefault(); zona(e).classList.add("di-atas"); } });
  document.addEventListener("dragleave", e => { if (zona(e)) zona(e).classList.remove("di-atas"); });
  document.addEventListener("drop", e => {
    if (!zona(e)) return;
    e.preventDefault();
    zona(e).classList.remove("di-atas");
    const medan = $("input[type=file]", zona(e));
    medan.files = e.dataTransfer.files;
    medan.dispatchEvent(new Event("change", { bubbles: true }));
  });
  // A scan that went ahead of its form need not come with it again; one that was refused must not.
  document.body.addEventListener("htmx:afterRequest", e => {
    if (e.detail.elt.matches && e.detail.elt.matches("[data-jatuhkan] input[type=file]")) e.detail.elt.value = "";
  });
  // Others who write just now may keep us waiting for some seconds: nobody waits without a word.
  let lama = 0;
  const selesai = () => { clearTimeout(lama); const p = $("#pesan [data-menunggu]"); if (p) p.remove(); };
  const menunggu = () => {
    selesai();
    lama = setTimeout(() => {
      const p = document.createElement("p");
      p.className = "peringatan";
      p.dataset.menunggu = "";
      p.textContent = "Masih dikerjakan. Bila orang lain sedang menyimpan, paling lama sekitar 10 detik.";
      $("#pesan").append(p);
    }, 2000);
  };
  document.addEventListener("submit", e => { if (!e.defaultPrevented && e.target.hasAttribute("data-sekali")) menunggu(); });
  document.body.addEventListener("htmx:beforeRequest", e => { if (e.detail.requestConfig.verb === "post") menunggu(); });
  document.body.addEventListener("htmx:afterRequest", selesai);
  addEventListener("pageshow", selesai);
  function siapkan(di) {
    $$("[data-saran]", di).forEach(kotakSaran);
    $$("[data-angka]", di).forEach(angka);
    $$("[data-tanggal]", di).forEach(tanggal);
    $$("textarea", di).forEach(tumbuh);
  }
  siapkan(document);
  const sendiri = $("[data-kirim-sendiri]");
  if (sendiri) sendiri.requestSubmit();
})();
