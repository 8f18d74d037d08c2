namespace TorchSharp.Modules;

/// <summary>A module with 1 argument that holds nothing: moving and converting it does nothing, registering throws.</summary>
public abstract class ParameterLessModule<T1, TResult> : torch.nn.Module<T1, TResult>, IParameterLessModule
{
    /// <summary>A module of the given name.</summary>
    protected ParameterLessModule(string name) : base(name)
    {
    }

    /// <inheritdoc/>
    public override void register_buffer(string name, torch.Tensor tensor, bool persistent = true) =>
        throw new InvalidOperationException($"Cannot register a buffer with a module of type '{GetType().Name}'");

    /// <inheritdoc/>
    public override void register_parameter(string name, Parameter param) =>
        throw new InvalidOperationException($"Cannot register a parameter with a module of type '{GetType().Name}'");

    /// <inheritdoc/>
    public override void register_module(string name, torch.nn.Module submodule) =>
        throw new InvalidOperationException($"Cannot register a submodule with a module of type '{GetType().Name}'");

    /// <inheritdoc/>
    protected internal override torch.nn.Module _to(torch.ScalarType dtype, bool non_blocking) => this;

    /// <inheritdoc/>
    protected internal override torch.nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    /// <inheritdoc/>
    protected internal override torch.nn.Module _to(torch.Device device, torch.ScalarType dtype, bool non_blocking) => this;
}
