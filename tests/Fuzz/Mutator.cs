using System.Text;

namespace Vmemmap.Tests.Fuzz;

/// <summary>Damages files as accidents and enemies do: the same files in the same order for the same seed.</summary>
/// <param name="seed">of its own random numbers.</param>
/// <param name="whole">files as the program writes them.</param>
/// <param name="tokens">what an enemy would put in: pieces of the format with values at the edge of what it can say.</param>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> whole, IReadOnlyList<byte[]> tokens)
{
    private const int MostChanges = 4;
    private const int LongestPiece = 64;

    private readonly Random random = new(seed);

    /// <summary>A file with one to four changes.</summary>
    public byte[] Next()
    {
        var file = Any(whole);
        for (var change = random.Next(MostChanges); change >= 0; change--)
        {
            file = Changed(file);
        }
        return file;
    }

    /// <summary>Will the next thing that has this chance happen?</summary>
    public bool Happens(double chance) => random.NextDouble() < chance;

    private byte[] Changed(byte[] file)
    {
        var at = random.Next(file.Length + 1);
        var length = Math.Min(random.Next(LongestPiece), file.Length - at);
        return random.Next(10) switch
        {
            0 => At(file, at, 0, [(byte)random.Next(256)]),
            1 => At(file, at, Math.Min(1, length), [(byte)random.Next(256)]),
            2 => At(file, at, Math.Min(1, length), length > 0 ? [(byte)(file[at] ^ 1 << random.Next(8))] : []),
            3 => At(file, at, length, []),
            4 => At(file, at, 0, file[at..(at + length)]),
            5 => file[..at],
            6 => At(file, at, length, Piece(Any(whole))),
            7 => OverNumber(file, at),
            _ => At(file, at, random.Next(2) * length, Any(tokens)),
        };
    }

    // Digits are what sizes and lengths are made of: the next number is replaced by one that is at the edge of something.
    private byte[] OverNumber(byte[] file, int from)
    {
        string[] edges = ["0", "-1", "1", "255", "65536", "2147483647", "-2147483648", "4294967296", "9223372036854775807", "1e400", "0.5", "00", "99999999999999999999"];
        var start = file.AsSpan(from).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (start < 0)
        {
            return file;
        }
        var length = file.AsSpan(from + start).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return At(file, from + start, length < 0 ? file.Length - from - start : length, Encoding.UTF8.GetBytes(edges[random.Next(edges.Length)]));
    }

    private byte[] Piece(byte[] file)
    {
        var at = random.Next(file.Length + 1);
        return file[at..Math.Min(file.Length, at + random.Next(LongestPiece))];
    }

    private static byte[] At(byte[] file, int at, int removed, byte[] put) => [.. file.AsSpan(0, at), .. put, .. file.AsSpan(at + removed)];

    private T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
