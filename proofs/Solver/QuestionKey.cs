using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Vmemmap.Proofs.Solver;

/// <summary>The name of a question, in a store or in a run: what was asked, and of whom.</summary>
internal static class QuestionKey
{
    /// <summary>
    /// SHA-256, in lower-case hexadecimal digits, of the solver's identity, the exact text, what is supposed besides and the terms whose values are wanted. Each part
    /// is preceded by its length, and how many are supposed comes first, so that no two questions give the same bytes.
    /// </summary>
    public static string Of(string solverIdentity, string smtLib, IReadOnlyList<string> valuesOf, IReadOnlyList<string> supposing)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(supposing.Count));
        foreach (var part in (IEnumerable<string>)[solverIdentity, smtLib, .. supposing, .. valuesOf])
        {
            hash.AppendData(BitConverter.GetBytes(part.Length));
            // The characters as they lie in memory: an encoding could map two texts to the same bytes.
            hash.AppendData(MemoryMarshal.AsBytes(part.AsSpan()));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
