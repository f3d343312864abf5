"""Words that a query may hold without asking for them: legal forms and function words."""

# As folded words; "s.r.o." arrives as three words.
_LEGAL = """
gmbh mbh ag kg kgaa ohg ug gbr eg ev ek co e v k se
sro spol s r o as a vos ks zs ops zu druzstvo
sp z oo sa spzoo spolka
oy oyj ab ky tmi osk ry
ltd llc plc inc limited sarl sas srl bv nv
"""
_FUNCTION = """
der die das den dem des und oder fur fuer in im am zu von mit bei auf ein eine
a i v ve na s se z ze do k ke o pro pri od po u
w we oraz dla przy nad
ja tai
the of and or for to with by at on in an
"""
LEGAL = frozenset(_LEGAL.split())
OPTIONAL = LEGAL | frozenset(_FUNCTION.split())
# Legal forms written out, at the end of a name's key.
LEGAL_PHRASES = (
    "gesellschaft mit beschrankter haftung",
    "unternehmergesellschaft haftungsbeschrankt",
    "ug haftungsbeschrankt",
    "spolecnost s rucenim omezenym",
    "spolka z ograniczona odpowiedzialnoscia",
    "spolka akcyjna",
    "akciova spolecnost",
    "aktiengesellschaft",
    "kommanditgesellschaft",
    "osakeyhtio",
)
