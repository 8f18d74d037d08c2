namespace Eegavi;

/// <summary>An option that is a path, or a list of paths: relative to the configuration file that contains it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilePathAttribute : Attribute;
