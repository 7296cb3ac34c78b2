namespace Vmemmap.Tests.Faults;

/// <summary>A fact about a fault that is injected by means of Linux: its shell, its signals, its special files.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    internal const string Elsewhere = "This fault is injected by means of Linux.";

    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : Elsewhere;
}

/// <summary>As <see cref="LinuxFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : LinuxFactAttribute.Elsewhere;
}
