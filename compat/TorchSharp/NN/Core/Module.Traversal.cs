using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Own parameters, then those of the children, depth first; each tensor once, disposed ones left out.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<IntPtr>();
                foreach (var (key, parameter) in _internal_params)
                {
                    if (IsNew(seen, parameter))
                    {
                        yield return (key, parameter);
                    }
                }

                if (!recurse)
                {
                    yield break;
                }

                foreach (var (prefix, child) in _internal_submodules)
                {
                    foreach (var (key, parameter) in child.named_parameters(true))
                    {
                        if (IsNew(seen, parameter))
                        {
                            yield return ($"{prefix}.{key}", parameter);
                        }
                    }
                }
            }

            /// <summary>Parameters in the order of <see cref="named_parameters"/>.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(entry => entry.parameter);

            /// <summary>Persistent buffers, own ones first; the real package leaves out the others whatever is asked.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<IntPtr>();
                foreach (var (key, (buffer, persistent)) in _internal_buffers)
                {
                    if (persistent && IsNew(seen, buffer))
                    {
                        yield return (key, buffer);
                    }
                }

                if (!recurse)
                {
                    yield break;
                }

                foreach (var (prefix, child) in _internal_submodules)
                {
                    foreach (var (key, buffer) in child.named_buffers(true, include_nonpersistent))
                    {
                        if (IsNew(seen, buffer))
                        {
                            yield return ($"{prefix}.{key}", buffer);
                        }
                    }
                }
            }

            /// <summary>Buffers in the order of <see cref="named_buffers"/>.</summary>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            /// <summary>Direct submodules.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            /// <summary>Direct submodules.</summary>
            public virtual IEnumerable<Module> children() => named_children().Select(entry => entry.module);

            /// <summary>All descendants without this module: the direct ones first, then theirs.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var entry in _internal_submodules)
                {
                    yield return entry;
                }

                foreach (var (prefix, child) in _internal_submodules)
                {
                    foreach (var (key, module) in child.named_modules())
                    {
                        yield return ($"{prefix}.{key}", module);
                    }
                }
            }

            /// <summary>All descendants in the order of <see cref="named_modules"/>.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>Whether a buffer of that dotted name exists.</summary>
            public virtual bool has_buffer(string target) =>
                _internal_buffers.ContainsKey(target) || ChildrenOf(target).Any(entry => entry.child.has_buffer(entry.rest));

            /// <summary>Whether a parameter of that dotted name exists.</summary>
            public virtual bool has_parameter(string target) =>
                _internal_params.ContainsKey(target) || ChildrenOf(target).Any(entry => entry.child.has_parameter(entry.rest));

            /// <summary>The buffer of a dotted name, or null.</summary>
            public virtual Tensor get_buffer(string target) =>
                _internal_buffers.TryGetValue(target, out var own)
                    ? own.Item1
                    : ChildrenOf(target).Select(entry => entry.child.get_buffer(entry.rest)).FirstOrDefault(buffer => buffer is not null);

            /// <summary>The parameter of a dotted name, or null.</summary>
            public virtual Parameter get_parameter(string target) =>
                _internal_params.TryGetValue(target, out var own)
                    ? own
                    : ChildrenOf(target).Select(entry => entry.child.get_parameter(entry.rest)).FirstOrDefault(found => found is not null);

            private static bool IsNew(HashSet<IntPtr> seen, Tensor tensor) => !tensor.IsInvalid && seen.Add(tensor.Handle);

            private IEnumerable<(Module child, string rest)> ChildrenOf(string target)
            {
                var dot = target.IndexOf('.');
                return dot < 0
                    ? []
                    : named_children().Where(entry => entry.name == target[..dot]).Select(entry => (entry.module, target[(dot + 1)..]));
            }
        }
    }
}
