namespace Vmemmap.Properties.Exploration.Layout;

/// <summary>Parts of a state of equal size, one behind the other: what is said of each folio, or of each frame.</summary>
/// <param name="FirstBit">where the first lies.</param>
/// <param name="Bits">of each: a power of two within a word, or whole words.</param>
internal readonly record struct PackedRecords(int FirstBit, int Bits)
{
    /// <summary>Words of one, the only one of which may be shared with others.</summary>
    public int Words => (Bits + 63) / 64;

    private ulong Mask => Bits >= 64 ? ulong.MaxValue : (1UL << Bits) - 1;

    /// <summary>One word of a record.</summary>
    public ulong Read(ulong[] words, int record, int word)
    {
        var position = FirstBit + record * Bits + word * 64;
        return words[position >> 6] >> (position & 63) & Mask;
    }

    /// <summary>Copies a record of one state to where another stands in another state.</summary>
    public void Copy(ulong[] from, int source, ulong[] to, int target)
    {
        for (var word = 0; word < Words; word++)
        {
            var position = FirstBit + target * Bits + word * 64;
            ref var place = ref to[position >> 6];
            place = place & ~(Mask << (position & 63)) | Read(from, source, word) << (position & 63);
        }
    }
}
