using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Vmemmap.Verify.Trust;

/// <summary>What gave the verdicts: results of two runs belong together where this is the same.</summary>
/// <param name="Commit">the commit that the program was built from, or <c>unknown</c> where it was built outside of a repository.</param>
/// <param name="Sources">a checksum of the source that it was built from: it tells changes that are not committed.</param>
/// <param name="Machine">the kind of machine and the version of .NET; two machines of one kind are the same.</param>
public sealed record Provenance(string Commit, string Sources, string Machine)
{
    private const int Digits = 16;

    /// <summary>That of this program.</summary>
    public static Provenance Here { get; } = new(CommitOfBuild(), SumOf(SourceFile.All), $"{RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}");

    private static string CommitOfBuild() =>
        typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, var commit] ? commit : "unknown";

    private static string SumOf(IEnumerable<SourceFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.Text}\0"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }
}
