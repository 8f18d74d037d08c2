namespace Eegavi;

/// <summary>The version of the contracts in this assembly; a plugin built against another major version is refused.</summary>
/// <param name="version">Major.minor.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ContractVersionAttribute(string version) : Attribute
{
    /// <summary>Major.minor, for example <c>1.0</c>.</summary>
    public string Version { get; } = version;
}
