namespace TorchSharp.Modules;

/// <summary>Marks a module that has no parameters and no buffers.</summary>
public interface IParameterLessModule
{
}
