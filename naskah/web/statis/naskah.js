// Improves pages that work without it: saving while typing, rows, lists of names, amounts, dates.
(() => {
  "use strict";
  const $ = (s, d = document) => d.querySelector(s);
  const $$ = (s, d = document) => [...d.querySelectorAll(s)];
  document.documentElement.classList.add("bisa-skrip");

  // --- a form that keeps what is typed ---------------------------------------------------------
  const formulir = $("#formulir");
  const cadangan = formulir && `naskah:${formulir.dataset.isian}`;
  let kotor = false, tunda = 0, gagal = false;

  const isi = () => new URLSearchParams(new FormData(formulir)).toString();
  const ingat = () => { try { localStorage.setItem(cadangan, isi()); } catch { /* full or forbidden */ } };
  const lupakan = () => { try { localStorage.removeItem(cadangan); } catch { /* forbidden */ } };
  const simpan = () => { kotor = false; htmx.trigger(formulir, "simpan-sekarang"); };

  function berubah() {
    kotor = true;
    ingat();
    clearTimeout(tunda);
    tunda = setTimeout(simpan, 600);
    const kata = $("[data-tersimpan]");
    if (kata) kata.classList.add("samar");
  }

  function sebarkan() {
    // The server's findings and echoes go to their fields.
    const temuan = new Map($$("#keadaan [data-tempat]").map(e => [e.dataset.tempat, e.dataset.pesan]));
    $$("#formulir .salah").forEach(p => {
      const kunci = p.id.slice(2).replace(/^b-/, "");
      p.textContent = temuan.get(kunci) || "";
      const medan = document.getElementById(`b-${kunci}`);
      if (medan) medan.setAttribute("aria-invalid", temuan.has(kunci) ? "true" : "false");
    });
    const gema = new Map($$("#keadaan [data-gema]").map(e => [e.dataset.gema, e.textContent]));
    $$("#formulir .gema").forEach(p => { p.textContent = gema.get(p.id.slice(2)) || ""; });
  }

  function belumTersimpan(sebab) {
    gagal = true;
    kotor = true;
    $("#pesan").innerHTML = "";
    const kotak = document.createElement("div");
    kotak.className = "galat";
    kotak.setAttribute("role", "alert");
    kotak.textContent = `Belum tersimpan: ${sebab} Yang Anda ketik tetap ada di halaman ini dan dikirim lagi sendiri.`;
    $("#pesan").append(kotak);
    clearTimeout(tunda);
    tunda = setTimeout(simpan, 3000);
  }

  if (formulir) {
    formulir.addEventListener("input", berubah);
    formulir.addEventListener("change", berubah);
    formulir.addEventListener("submit", () => { kotor = false; clearTimeout(tunda); });
    document.body.addEventListener("htmx:afterSwap", e => {
      if (e.detail.target.id === "keadaan" || e.detail.elt.id === "keadaan") {
        if (!kotor) lupakan();
        sebarkan();
        if (gagal) { gagal = false; $("#pesan").innerHTML = ""; }
      }
    });
    document.body.addEventListener("htmx:sendError", () => belumTersimpan("server tidak menjawab."));
    document.body.addEventListener("htmx:responseError", e => {
      if (e.detail.elt === formulir && [401, 403, 503, 507].includes(e.detail.xhr.status)) belumTersimpan(e.detail.xhr.responseText.startsWith("<") ? "" : e.detail.xhr.responseText);
    });
    window.addEventListener("pagehide", () => {
      if (kotor) navigator.sendBeacon(formulir.action, new FormData(formulir));
    });
    let lama = null;
    try { lama = localStorage.getItem(cadangan); } catch { /* forbidden */ }
    if (lama && lama !== isi()) {
      const data = new URLSearchParams(lama);
      if (data.get("_versi") === new FormData(formulir).get("_versi")) {
        data.set("_csrf", $("input[name=_csrf]", formulir).value);
        lupakan();
        fetch(formulir.action, { method: "POST", body: data, headers: { "HX-Request": "true" } }).then(() => location.reload());
      } else lupakan();
    }
    sebarkan();
  }

  // The last version counts, also for a preview that saves on its way.
  document.body.addEventListener("htmx:configRequest", e => {
    const versi = formulir && $("#keadaan input[name=_versi]");
    if (versi && e.detail.parameters && e.detail.parameters.set) e.detail.parameters.set("_versi", versi.value);
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
  function tambahBaris(tabel) {
    const tr = $(`template[data-kerangka="${tabel.dataset.daftar}"]`).content.firstElementChild.cloneNode(true);
    $("tbody", tabel).append(tr);
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
    if (apa === "hapus") { tr.remove(); if (!$("tbody tr", tabel)) tambahBaris(tabel); }
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
    for (const satu of blok(teks)) {
      const sel = $$("td[data-kolom]", tr).slice(mulai);
      satu.forEach((nilai, i) => {
        const medan = sel[i] && $("input,select,textarea", sel[i]);
        if (!medan) return;
        if (medan.tagName === "SELECT") { const cocok = [...medan.options].find(o => o.text.toLowerCase() === nilai.trim().toLowerCase()); if (cocok) medan.value = cocok.value; }
        else medan.value = nilai.trim();
      });
      tr = tr.nextElementSibling || tambahBaris(tabel);
    }
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
  }

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

  // --- small things ----------------------------------------------------------------------------
  document.addEventListener("submit", e => {
    const f = e.target;
    if (f.dataset.tanya && !confirm(f.dataset.tanya)) { e.preventDefault(); return; }
    if (f.hasAttribute("data-sekali")) setTimeout(() => $$("button", f).forEach(b => { b.disabled = true; }), 0);
  });
  document.addEventListener("change", e => { if (e.target.hasAttribute("data-kirim-saat-ganti")) e.target.form.requestSubmit(); });
  document.addEventListener("keydown", e => { if (e.key === "Escape") $("#cari-hasil") && ($("#cari-hasil").innerHTML = ""); });
  document.addEventListener("click", e => {
    const semua = e.target.closest("[data-pilih-semua]");
    if (semua) $$(`input[name="${semua.dataset.pilihSemua}"]`).forEach(c => { c.checked = semua.checked; });
  });
  for (const zona of $$("[data-jatuhkan]")) {
    const medan = $("input[type=file]", zona);
    zona.addEventListener("dragover", e => { e.preventDefault(); zona.classList.add("di-atas"); });
    zona.addEventListener("dragleave", () => zona.classList.remove("di-atas"));
    zona.addEventListener("drop", e => { e.preventDefault(); zona.classList.remove("di-atas"); medan.files = e.dataTransfer.files; medan.dispatchEvent(new Event("change", { bubbles: true })); });
  }
  function siapkan(di) {
    $$("[data-saran]", di).forEach(kotakSaran);
    $$("[data-angka]", di).forEach(angka);
    $$("[data-tanggal]", di).forEach(tanggal);
  }
  siapkan(document);
  const sendiri = $("[data-kirim-sendiri]");
  if (sendiri) sendiri.requestSubmit();
})();
